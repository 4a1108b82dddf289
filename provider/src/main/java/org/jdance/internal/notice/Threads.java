package org.jdance.internal.notice;

/** Threads that keep no application alive: with JDance's own class loader as context loader, and nothing inherited. */
final class Threads {

  private Threads() {}

  static Thread named(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Threads.class.getClassLoader());
    return thread;
  }
}
