package dev.kotae.local.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a file's evidence comes from, and the ids that follow from that: a question's id is a UUID of version 5 of origin, external id
 * and user, and an answer's id is signed with the suite's key like every other.
 */
final class ImportOrigin {
    /** Made once at random, for the names of this product alone. */
    private static final UUID NAMESPACE = UUID.fromString("6f1d2f0e-6d5b-4d0a-9a54-52c1a5b3d7e1");

    private static final int LEAST_KEY_BYTES = 16;

    private final String name;
    private final String mark;
    private final byte[] key;

    /**
     * An origin.
     *
     * @param name a name such as {@code mtrag}
     * @param key the answer key's bytes
     */
    ImportOrigin(String name, byte[] key) {
        this(name, "import:" + name, key);
    }

    private ImportOrigin(String name, String mark, byte[] key) {
        this.name = name;
        this.mark = mark;
        this.key = key.clone();
    }

    /** The demo's: no import can have its name. */
    static ImportOrigin ofDemo(byte[] key) {
        return new ImportOrigin("(demo)", Import.DEMO, key);
    }

    /**
     * Reads the suite's key.
     *
     * @throws IOException if the file cannot be read, or holds no key
     */
    static byte[] key(Path file) throws IOException {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no answer key: it is not base64", e);
        }
        if (key.length < LEAST_KEY_BYTES) {
            throw new IOException(file + " holds no answer key: it has fewer than " + LEAST_KEY_BYTES + " bytes");
        }
        return key;
    }

    /** What events say of it. */
    String mark() {
        return mark;
    }

    /** The question of something that was collected from one user. */
    String question(String externalId, String user) {
        byte[] hash = digest(name + "\n" + externalId + "\n" + user);
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bits = ByteBuffer.wrap(hash);
        return new UUID(bits.getLong(), bits.getLong()).toString();
    }

    /** The id of a question's answer. */
    String answer(String question, int number, String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] full = mac.doFinal((question + "." + number + "." + user).getBytes(StandardCharsets.UTF_8));
            return question + "." + number + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] digest(String text) {
        try {
            MessageDigest sha1 =
                    MessageDigest.getInstance("SHA-1"); // what version 5 of RFC 9562 asks for; it protects nothing
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            return sha1.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
