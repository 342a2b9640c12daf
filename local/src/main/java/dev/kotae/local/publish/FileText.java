package dev.kotae.local.publish;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A file's bytes as text. */
final class FileText {
    private FileText() {}

    /**
     * Reads UTF-8, without a byte order mark.
     *
     * @throws UnreadableException if the bytes are something else
     */
    static String of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableException("not UTF-8 text");
        }
    }
}
