/** What the tests of all formats share: independent tools and damaged input. */
package org.boot2docker.formats.testing;
