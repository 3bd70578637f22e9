/** Tests of the booted image: logins, Docker, network, disks, shutdown. */
package org.boot2docker.boottest.guest;
