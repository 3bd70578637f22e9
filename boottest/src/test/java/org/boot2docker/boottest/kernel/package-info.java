/** The kernel from source: how it is built, and what it offers to Docker. */
package org.boot2docker.boottest.kernel;
