/**
 * Fetches bytes whose hash is known into a cache named by that hash: in parallel, with resumption
 * and retries. Nothing gets its final name before its hash was checked.
 */
package org.boot2docker.debian.download;
