package org.boot2docker.debian.trust;

import java.util.Set;

/**
 * Text whose signature was checked.
 *
 * @param text exactly what was signed
 * @param signers fingerprints of the primary keys that signed it, upper-case hexadecimal, sorted
 */
public record SignedText(String text, Set<String> signers) {}
