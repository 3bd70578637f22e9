/** Signs what firmware with Secure Boot starts, with a key of the user's own. */
package org.boot2docker.builder.secureboot;
