package spillway.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Where figures come from.
///
/// @param processor the model as the system names it
/// @param processors how many the Java runtime may use
/// @param memoryMb of the machine
/// @param system its name and version
/// @param disk kind of file system that was written to
/// @param java version and maker of the runtime
/// @param collector garbage collector
/// @param heapMb largest heap
record Machine(
        String processor,
        int processors,
        long memoryMb,
        String system,
        String disk,
        String java,
        String collector,
        long heapMb) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /// This one, as far as it tells.
    ///
    /// @param folder on the disk in question
    static Machine here(Path folder) throws IOException {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        FileStore store = Files.getFileStore(folder);
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                store.type(),
                Runtime.version() + ", " + System.getProperty("java.vm.vendor", "unknown"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static String processorModel() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        List<String> lines = Files.readAllLines(CPU_INFO);
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    /// Work that waits for a processor, this process's own included, as an average over the last
    /// minute; negative where the system does not tell.
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
