/** What docker-machine does with a guest, replayed word by word. */
package org.boot2docker.boottest.machine;
