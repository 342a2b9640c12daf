package dev.kotae.bench;

import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.RedisConnection;
import dev.kotae.common.document.ContentHash;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On what machine, with which versions. */
final class Environment implements Benchmark {

    private static final Pattern MODULE = Pattern.compile("name=search,ver=(\\d+)");

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        return new Section(
                name(),
                "Environment",
                "The machine and the versions of the last run; each section names the commit that it measured.",
                List.of(
                        Figure.plain("processor", cpu()),
                        Figure.plain(
                                "cores", Integer.toString(Runtime.getRuntime().availableProcessors())),
                        Figure.plain("memory", memory()),
                        Figure.plain("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version")),
                        Figure.plain(
                                "JDK",
                                System.getProperty("java.vm.vendor") + " "
                                        + System.getProperty("java.runtime.version")),
                        Figure.plain("Kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion()),
                        Figure.plain("Redis and its search module", redis(stage)),
                        Figure.plain(
                                "ONNX Runtime",
                                ai.onnxruntime.OrtEnvironment.getEnvironment().getVersion()),
                        Figure.plain("embedder's model, SHA-256", "`" + model() + "`")),
                List.of());
    }

    /** The commit of a checkout, marked where files differ from it. */
    static String commit(Path root) {
        String commit = said(root, "git", "rev-parse", "--short=10", "HEAD");
        return commit + (said(root, "git", "status", "--porcelain", "-uno").isEmpty() ? "" : " and changes");
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"))
                : System.getProperty("os.arch");
    }

    private static String memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / Math.pow(1024, 3));
    }

    private static String model() throws IOException {
        try (InputStream stream = Environment.class.getClassLoader().getResourceAsStream("bge-small-en-v1.5-q.onnx")) {
            return ContentHash.of(stream.readAllBytes()).hex();
        }
    }

    private static String redis(Stage stage) throws Exception {
        try (RedisConnection redis = new RedisConnection(stage.suite().redis())) {
            String info = redis.send(Request.cmd(Command.INFO).arg("everything"))
                    .join()
                    .toString();
            Matcher module = MODULE.matcher(info);
            int version = module.find() ? Integer.parseInt(module.group(1)) : 0;
            return value(info, "server_name", "redis") + " "
                    + value(info, "valkey_version", value(info, "redis_version", "?")) + ", search "
                    + version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
        }
    }

    private static String value(String info, String name, String otherwise) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static String said(Path root, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).directory(root.toFile()).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "?";
        }
    }
}
