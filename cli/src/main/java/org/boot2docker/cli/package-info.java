/**
 * The command line: a class for each verb, and everything that is printed for people.
 *
 * <p>Exit codes: 0 for success, 1 for an error, 2 for wrong usage.
 */
package org.boot2docker.cli;
