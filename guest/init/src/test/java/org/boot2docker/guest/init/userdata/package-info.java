/** Tests of unpacking the user's files. */
package org.boot2docker.guest.init.userdata;
