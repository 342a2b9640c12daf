package dev.kotae.local.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Those who ask in an {@link AccessMatrix}, each by the header lines they show.
 *
 * @param strangers those who must be refused; an empty line for who shows nothing
 * @param known those who may ask, but not what is for members of a group
 * @param members those who may ask everything
 */
record Askers(Map<String, String> strangers, Map<String, String> known, Map<String, String> members) {

    /** One of each kind: what a route does for the others does not depend on how its path is written. */
    private static final Set<String> SIX = Set.of(
            "nobody", "expired", "other issuer", "a token without groups", "an API key", "a member of all groups");

    /**
     * Everybody: who shows nothing, who shows a token or a key that is not good, and who shows a good one.
     *
     * @param issuer whom the service trusts
     * @param other whom it does not
     * @param apiKey a key that the service knows
     * @param member a token of someone who may ask everything
     */
    static Askers all(TokenIssuer issuer, TokenIssuer other, String apiKey, String member) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("a token without groups", bearer(issuer.token("alice")));
        known.put("a token with a group", bearer(issuer.token("alice", "staff")));
        known.put("an API key", "X-Api-Key: " + apiKey);
        known.put("an API key as bearer", bearer(apiKey));
        return new Askers(strangers(issuer, other), known, Map.of("a member of all groups", bearer(member)));
    }

    private static Map<String, String> strangers(TokenIssuer issuer, TokenIssuer other) {
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("nobody", "");
        strangers.put("expired", bearer(issuer.expired("alice")));
        strangers.put("other issuer", bearer(other.token("alice")));
        strangers.put("other issuer in the name of ours", bearer(other.inTheNameOf(issuer.url(), "alice")));
        strangers.put("our key in the name of another", bearer(issuer.inTheNameOf(other.url(), "alice")));
        strangers.put("wrong audience", bearer(issuer.forAudience("alice", "another-service")));
        strangers.put("no audience", bearer(issuer.without("alice", "aud")));
        strangers.put("no subject", bearer(issuer.without("alice", "sub")));
        strangers.put("no expiry", bearer(issuer.without("alice", "exp")));
        strangers.put("alg none", bearer(issuer.unsigned("alice")));
        strangers.put("HS256 with the public key", bearer(issuer.signedWithThePublicKey("alice", "key-1")));
        strangers.put("kid path", bearer(issuer.signedWithThePublicKey("alice", "../../../../dev/null")));
        strangers.put("kid of another", bearer(other.withHeader(Map.of("alg", "RS256", "kid", "key-1"), "alice")));
        strangers.put("own jwk", bearer(other.withHeader(Map.of("alg", "RS256", "jwk", other.publicKey()), "alice")));
        strangers.put(
                "own jku",
                bearer(other.withHeader(Map.of("alg", "RS256", "kid", "x", "jku", other.url() + "/jku"), "alice")));
        strangers.put("no token", bearer("nonsense"));
        strangers.put("unknown API key", "X-Api-Key: kotae_ffffffffffffffffffffffffffffffff");
        strangers.put("unknown API key as bearer", bearer("kotae_ffffffffffffffffffffffffffffffff"));
        strangers.put("basic", "Authorization: Basic YWxpY2U6YWxpY2U=");
        strangers.put("headers alone", "X-Kotae-User: alice\r\nX-Kotae-Groups: staff");
        return strangers;
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /** One of each kind. */
    Askers six() {
        return new Askers(six(strangers), six(known), six(members));
    }

    int count() {
        return strangers.size() + known.size() + members.size();
    }

    void forEach(BiConsumer<String, String> asker) {
        strangers.forEach(asker);
        known.forEach(asker);
        members.forEach(asker);
    }

    private static Map<String, String> six(Map<String, String> askers) {
        return askers.entrySet().stream()
                .filter(asker -> SIX.contains(asker.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
