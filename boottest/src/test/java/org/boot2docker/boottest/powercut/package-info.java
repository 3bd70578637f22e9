/**
 * Power cuts: QEMU is killed while Docker works, and what Docker acknowledged before is looked for
 * in the next boot.
 */
package org.boot2docker.boottest.powercut;
