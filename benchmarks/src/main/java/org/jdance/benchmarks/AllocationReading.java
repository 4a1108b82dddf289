package org.jdance.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Bytes allocated so far by the threads of this JVM that are not workers: pools of the cache, its timers. */
final class AllocationReading {
  private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Map<Long, Long> bytesByThread = new HashMap<>();

  /** Reads all live threads but the excluded ones, whose allocation is counted elsewhere or is the measurement's own. */
  AllocationReading(Set<Long> excluded) {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      // A thread that has just ended answers -1.
      if (bytes[i] >= 0 && !excluded.contains(ids[i])) {
        bytesByThread.put(ids[i], bytes[i]);
      }
    }
  }

  /** What was allocated since an earlier reading, new threads included. */
  long bytesSince(AllocationReading earlier) {
    long sum = 0;
    for (Map.Entry<Long, Long> now : bytesByThread.entrySet()) {
      sum += now.getValue() - earlier.bytesByThread.getOrDefault(now.getKey(), 0L);
    }
    return sum;
  }

  /** Exact bytes that the calling thread has allocated. */
  static long ofThisThread() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
