/** Compiling Docker's programs, on the machine that runs the tests. */
package org.boot2docker.boottest.engine;
