package dev.kotae.local.suite;

import dev.kotae.local.process.Ports;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the parts of one suite listen if they are started now: each where it was the last time if that place is free, else in its usual
 * place, else in the next free one; no two of them in the same.
 *
 * @param services of each service its public and its management port
 */
record SuitePorts(int kafka, int redis, int model, int embedder, Map<ServiceSpec, Pair> services) {

    /** A service's two ports. */
    record Pair(int open, int management) {}

    /** A part's usual port and the one that it had the last time, 0 if there was none. */
    private record Wish(int usual, int last) {
        static Wish of(int usual, Optional<SuiteStatus> before, Function<SuiteStatus, String> address) {
            return new Wish(
                    usual,
                    before.map(address)
                            .map(known -> URI.create(known).getPort())
                            .orElse(0));
        }
    }

    /** Takes what is free on this machine. */
    static SuitePorts ofThisMachine(Optional<SuiteStatus> before) {
        return plan(before, Ports::claim);
    }

    /**
     * Hands out ports one part after the other.
     *
     * @param before where the parts were the last time
     * @param free whether a port can be had
     */
    static SuitePorts plan(Optional<SuiteStatus> before, IntPredicate free) {
        Wish kafka = Wish.of(9092, before, status -> "kafka://" + status.kafka().bootstrapServers());
        Wish redis = Wish.of(6379, before, status -> status.redis().url());
        Wish model = Wish.of(
                8090,
                before,
                status -> status.model() == null ? null : status.model().url());
        Wish embedder = Wish.of(
                8091,
                before,
                status -> status.embedder() == null ? null : status.embedder().url());
        Map<ServiceSpec, Wish> open = wishes(ServiceSpec::port, before, SuiteStatus.Service::url);
        Map<ServiceSpec, Wish> management =
                wishes(ServiceSpec::managementPort, before, SuiteStatus.Service::managementUrl);
        Set<Integer> promised = new HashSet<>(Stream.of(
                        Stream.of(kafka, redis, model, embedder), open.values().stream(), management.values().stream())
                .flatMap(Function.identity())
                .flatMapToInt(wish -> IntStream.of(wish.usual(), wish.last()))
                .boxed()
                .toList());
        PortPlan plan = new PortPlan(free, promised);
        Function<Wish, Integer> take = wish -> plan.take(wish.last(), wish.usual());
        Map<ServiceSpec, Pair> services = new LinkedHashMap<>();
        ServiceSpec.ALL.forEach(
                spec -> services.put(spec, new Pair(take.apply(open.get(spec)), take.apply(management.get(spec)))));
        return new SuitePorts(take.apply(kafka), take.apply(redis), take.apply(model), take.apply(embedder), services);
    }

    private static Map<ServiceSpec, Wish> wishes(
            Function<ServiceSpec, Integer> usual,
            Optional<SuiteStatus> before,
            Function<SuiteStatus.Service, String> address) {
        return ServiceSpec.ALL.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        spec -> Wish.of(usual.apply(spec), before, status -> status.service(spec.name())
                                .map(address)
                                .orElse(null))));
    }
}
