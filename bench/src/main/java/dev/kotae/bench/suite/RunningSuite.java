package dev.kotae.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A suite that was started by the command, and where its parts are. */
public final class RunningSuite {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KotaeCommand kotae;
    private final JsonNode status;

    private RunningSuite(KotaeCommand kotae, JsonNode status) {
        this.kotae = kotae;
        this.status = status;
    }

    /**
     * Starts a suite without the guide and without a language model.
     *
     * @param environment variables that its services see
     */
    public static RunningSuite up(KotaeCommand kotae, Map<String, String> environment)
            throws IOException, InterruptedException {
        kotae.run(environment, "up", "--detach", "--no-demo", "--no-model");
        return of(kotae);
    }

    /** The suite that runs on the command's folder. */
    public static RunningSuite of(KotaeCommand kotae) throws IOException, InterruptedException {
        return new RunningSuite(kotae, JSON.readTree(kotae.run(Map.of(), "status", "--json")));
    }

    /** The address of Kafka for clients. */
    public String kafka() {
        return status.at("/kafka/bootstrapServers").asText();
    }

    /** The address of Redis for clients. */
    public String redis() {
        return status.at("/redis/url").asText();
    }

    /** The folder of state. */
    public Path state() {
        return kotae.state();
    }

    /** The address of a service's API. */
    public String url(String service) {
        return service(service).get("url").asText();
    }

    /** The address of a service's health and metrics. */
    public String managementUrl(String service) {
        return service(service).get("managementUrl").asText();
    }

    /** All its processes. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List.of("kafka", "redis", "model").forEach(name -> add(parts, name, status.path(name)));
        status.get("services").forEach(service -> add(parts, service.get("name").asText(), service));
        return parts;
    }

    /** Its processes. */
    public List<ProcessHandle> processes() {
        return parts().stream().map(Part::process).toList();
    }

    /** Some of its processes. */
    public List<ProcessHandle> processes(String... names) {
        List<String> wanted = List.of(names);
        return parts().stream()
                .filter(part -> wanted.contains(part.name()))
                .map(Part::process)
                .toList();
    }

    private JsonNode service(String name) {
        for (JsonNode service : status.get("services")) {
            if (service.get("name").asText().equals(name)) {
                return service;
            }
        }
        throw new IllegalStateException("No service " + name + " in " + status);
    }

    private static void add(List<Part> parts, String name, JsonNode part) {
        if (part.hasNonNull("pid")) {
            ProcessHandle.of(part.get("pid").asLong()).ifPresent(process -> parts.add(new Part(name, process)));
        }
    }
}
