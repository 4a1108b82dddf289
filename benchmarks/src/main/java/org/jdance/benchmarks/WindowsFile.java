package org.jdance.benchmarks;

import java.util.Map;

/** Writes every single window as comma-separated values, for those who want to compute something else. */
final class WindowsFile {
  private WindowsFile() {}

  static String write(RunOptions options, Results results) {
    StringBuilder text = new StringBuilder("round,values,workload,threads,subject,operations,nanos,cpuNanos,allocatedBytes,foreignShare\n");
    for (ValueKind kind : options.values()) {
      for (Cell cell : options.cellsFor(kind)) {
        for (Subject subject : options.subjectsFor(kind)) {
          for (Map.Entry<Integer, Sample> sample : results.samples(subject, cell).entrySet()) {
            text.append(sample.getKey()).append(',').append(kind.label()).append(',').append(cell.workload().label()).append(',')
                .append(cell.threads()).append(',').append(subject.label()).append(',').append(sample.getValue().toLine().replace(' ', ','))
                .append('\n');
          }
        }
      }
    }
    return text.toString();
  }
}
