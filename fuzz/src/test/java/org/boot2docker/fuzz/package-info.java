/**
 * Every reader of foreign bytes with damaged input. Classes called {@code Door} are in the readers'
 * own packages, because those readers are nobody else's business.
 */
package org.boot2docker.fuzz;
