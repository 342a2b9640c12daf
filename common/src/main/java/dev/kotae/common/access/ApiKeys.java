package dev.kotae.common.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys that are valid now. SHA-256 without salt is enough for them, since a key is 32 bytes of chance and no word that someone could
 * try: that also makes a look-up cheap where every request has one.
 */
record ApiKeys(List<ApiKey> all) {

    static final ApiKeys NONE = new ApiKeys(List.of());

    /** Shorter ones are never looked up: what somebody made up must not be a key. */
    private static final int MIN_LENGTH = 38;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    ApiKeys {
        all = List.copyOf(all);
    }

    /**
     * Reads the list of keys: {@code [{"name", "user", "groups", "sha256"}, …]}; the hash is of the whole key, in hexadecimal digits.
     *
     * @throws IllegalArgumentException for what is no such list; says where and never shows what was read
     */
    static ApiKeys parse(String json) {
        List<Entry> entries;
        try {
            entries = JSON.readerForListOf(Entry.class).readValue(json.isBlank() ? "[]" : json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The API keys are not a JSON list of objects with name, user, groups and" + " sha256 (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")");
        }
        Set<String> names = new HashSet<>();
        List<ApiKey> keys = new ArrayList<>();
        for (Entry entry : entries) {
            keys.add(entry.key(keys.size() + 1));
            if (!names.add(entry.name)) {
                throw new IllegalArgumentException("Two API keys are called " + entry.name);
            }
        }
        return new ApiKeys(keys);
    }

    /** The key that was presented, if it is valid. All are compared, each in constant time. */
    Optional<ApiKey> find(String presented) {
        if (!presented.startsWith(ApiKey.PREFIX) || presented.length() < MIN_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = sha256(presented);
        ApiKey found = null;
        for (ApiKey key : all) {
            if (MessageDigest.isEqual(hash, key.sha256())) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** One key as it is written down. */
    private record Entry(
            @JsonProperty("name") String name,
            @JsonProperty("user") String user,
            @JsonProperty("groups") Set<String> groups,
            @JsonProperty("sha256") String sha256) {

        ApiKey key(int number) {
            if (name == null || name.isBlank() || user == null || user.isBlank()) {
                throw new IllegalArgumentException("API key " + number + " needs a name and a user");
            }
            if (sha256 == null || !HASH.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "API key " + name + " needs the SHA-256 of the key as 64 digits 0-9a-f");
            }
            return new ApiKey(
                    name,
                    user,
                    groups == null ? Set.of() : groups,
                    HexFormat.of().parseHex(sha256));
        }
    }
}
