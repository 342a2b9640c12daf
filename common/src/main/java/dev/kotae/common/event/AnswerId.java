package dev.kotae.common.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An answer's id, {@code <question id>.<n>.<signature>}: only the query service can make one, and only for one user, so that
 * nobody rates an answer that was never given to them. The signature is the first 128 bits of HMAC-SHA-256 over question id,
 * number and user, in unpadded base64url.
 *
 * @param questionId a UUID
 * @param number 1 for a question's one answer, 1 and 2 where two models are compared
 * @param signature 22 characters
 */
public record AnswerId(String questionId, int number, String signature) {

    private static final Pattern FORM = Pattern.compile(
            "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([12])\\.([A-Za-z0-9_-]{22})");

    /**
     * Makes the id of an answer.
     *
     * @param questionId a UUID, see {@link #newQuestionId}
     * @param number 1 or 2
     * @param user whom the answer is given to
     * @param key the secret that the query and eval services share, at least 16 bytes
     */
    public static AnswerId sign(String questionId, int number, String user, byte[] key) {
        return new AnswerId(questionId, number, signature(questionId, number, user, key));
    }

    /** A new random question id. */
    public static String newQuestionId() {
        return UUID.randomUUID().toString();
    }

    /** Reads an id's form; empty if the text is no answer id. Says nothing of the signature's truth. */
    public static Optional<AnswerId> parse(String text) {
        Matcher form = text == null ? null : FORM.matcher(text);
        return form != null && form.matches()
                ? Optional.of(new AnswerId(form.group(1), Integer.parseInt(form.group(2)), form.group(3)))
                : Optional.empty();
    }

    /** Whether this id was made with the key for the user. Takes the same time whatever differs. */
    public boolean belongsTo(String user, byte[] key) {
        return MessageDigest.isEqual(
                signature(questionId, number, user, key).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return questionId + "." + number + "." + signature;
    }

    private static String signature(String questionId, int number, String user, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] full = mac.doFinal((questionId + "." + number + "." + user).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
