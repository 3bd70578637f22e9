/** What compiling from source has in common: unpacking, patches, running a tool, cancelling. */
package org.boot2docker.builder.compile;
