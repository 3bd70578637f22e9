/** Tests of the command line as a process: what it says and leaves behind when things go wrong. */
package org.boot2docker.boottest.tool;
