package org.boot2docker.init;

/** Entry point of PID 1. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
