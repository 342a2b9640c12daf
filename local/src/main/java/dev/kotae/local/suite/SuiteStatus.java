package dev.kotae.local.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs where.
 *
 * @param state {@code running} when every part runs, {@code stopped} when none does, else {@code partly}
 * @param directory the folder of state
 * @param kafka the broker
 * @param redis the vector store
 * @param model the model server, absent when the suite runs without it
 * @param embedder the embedder's server, absent when the services embed by themselves
 * @param services query, ingest and eval
 */
@JsonInclude(Include.NON_NULL)
public record SuiteStatus(
        String state,
        String directory,
        Kafka kafka,
        Redis redis,
        Model model,
        Embedder embedder,
        List<Service> services) {

    /** Where clients of Kafka connect. */
    @JsonInclude(Include.NON_NULL)
    public record Kafka(String state, Long pid, String bootstrapServers) {}

    /** Where clients of Redis connect; {@code pid} is absent where it is somebody else's. */
    @JsonInclude(Include.NON_NULL)
    public record Redis(String state, Long pid, String url) {}

    /** The address and the id of the local language model. */
    @JsonInclude(Include.NON_NULL)
    public record Model(String state, Long pid, String url, String id) {}

    /** The address and the name of an embedder that runs outside the services. */
    @JsonInclude(Include.NON_NULL)
    public record Embedder(String state, Long pid, String url, String id) {}

    /** A service's addresses: of its API, and of its health and metrics. */
    @JsonInclude(Include.NON_NULL)
    public record Service(String name, String state, Long pid, String url, String managementUrl) {}

    static final String RUNNING = "running";
    static final String STOPPED = "stopped";

    /** The service of a name. */
    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** The states of all parts by name, in the order in which they start. */
    public Map<String, String> states() {
        Map<String, String> states = new java.util.LinkedHashMap<>();
        states.put("kafka", kafka.state());
        states.put("redis", redis.state());
        if (model != null) {
            states.put("model", model.state());
        }
        if (embedder != null) {
            states.put("embedder", embedder.state());
        }
        services.forEach(service -> states.put(service.name(), service.state()));
        return states;
    }
}
