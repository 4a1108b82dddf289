package org.jdance.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The CPU used up to now: by this JVM, and by the whole machine as Linux counts it.
 *
 * @param ownNanos CPU time of this process
 * @param serverNanos CPU time of its servers
 * @param busyTicks CPU time that all processes and the hypervisor's other guests took; -1 if the machine does not tell
 * @param totalTicks the same with idle time
 */
record CpuReading(long ownNanos, long serverNanos, long busyTicks, long totalTicks) {
  private static final Path MACHINE = Path.of("/proc/stat");
  private static final double NANOS_PER_TICK = 10_000_000;
  /** user nice system idle iowait irq softirq steal; the guest columns after them are contained in user and nice. */
  private static final int COLUMNS = 8;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  static CpuReading now(ServerFleet fleet) {
    long servers = fleet.cpuNanos();
    long own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    try (var lines = Files.lines(MACHINE)) {
      return of(own, servers, lines.findFirst().orElse(""));
    } catch (IOException e) {
      return of(own, servers, "");
    }
  }

  static CpuReading of(long ownNanos, long serverNanos, String line) {
    List<String> fields = List.of(line.trim().split(" +"));
    if (fields.size() <= COLUMNS || !fields.get(0).equals("cpu")) {
      return new CpuReading(ownNanos, serverNanos, -1, -1);
    }
    long total = 0;
    for (String field : fields.subList(1, COLUMNS + 1)) {
      total += Long.parseLong(field);
    }
    long idle = Long.parseLong(fields.get(1 + IDLE)) + Long.parseLong(fields.get(1 + IO_WAIT));
    return new CpuReading(ownNanos, serverNanos, total - idle, total);
  }

  /** The share of the machine's CPU that others took since an earlier reading; NaN if unknown. */
  double foreignShareSince(CpuReading earlier) {
    long total = totalTicks - earlier.totalTicks;
    if (busyTicks < 0 || earlier.busyTicks < 0 || total <= 0) {
      return Double.NaN;
    }
    double own = (ownNanos - earlier.ownNanos + serverNanos - earlier.serverNanos) / NANOS_PER_TICK;
    return Math.max(0, (busyTicks - earlier.busyTicks - own) / total);
  }
}
