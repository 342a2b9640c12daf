package dev.kotae.common.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a document's own bytes (for text: its UTF-8), so that anyone can compare what is live with what was published
 * by {@code sha256sum}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) {

    /** The hash of some bytes. */
    public static ContentHash of(byte[] content) {
        return new ContentHash(HexFormat.of().formatHex(sha256().digest(content)));
    }

    /** The hash of a text's UTF-8 bytes. */
    public static ContentHash of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The hash of a sequence of fields, each preceded by its length so that no two sequences share an input; a null field
     * differs from an empty one.
     */
    public static ContentHash ofFields(Iterable<String> fields) {
        MessageDigest digest = sha256();
        for (String field : fields) {
            byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            int length = field == null ? -1 : bytes.length;
            digest.update(
                    new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
            digest.update(bytes);
        }
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** The first 32 digits (128 bits): enough to name a thing, half the memory. */
    public String name() {
        return hex.substring(0, 32);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
