package org.jdance.benchmarks;

/** What is compared between subjects: one workload on one kind of value by so many threads. */
record Cell(ValueKind kind, Workload workload, int threads) {}
