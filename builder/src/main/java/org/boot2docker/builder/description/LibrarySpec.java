package org.boot2docker.builder.description;

/**
 * A package that is searched for the libraries that programs need.
 *
 * @param name the package
 * @param place where it is named
 */
public record LibrarySpec(String name, Place place) {}
