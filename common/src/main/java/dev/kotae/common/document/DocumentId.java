package dev.kotae.common.document;

/**
 * Names a document: its collection, and its id inside the collection, which is the key of its Kafka records.
 *
 * @param collection the collection, a valid {@link CollectionName}
 * @param value 1 to {@value #MAX_LENGTH} characters without control characters and not only white space; slashes are welcome
 */
public record DocumentId(String collection, String value) {

    /** The most characters (UTF-16 units) an id may have. */
    public static final int MAX_LENGTH = 1000;

    /**
     * @throws IllegalArgumentException if the collection or the id breaks the rules above; the message is fit for users
     */
    public DocumentId {
        collection = new CollectionName(collection).value();
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("A document's id must not be empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A document's id has at most " + MAX_LENGTH + " characters, this one has " + value.length());
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A document's id must not contain control characters");
        }
    }

    @Override
    public String toString() {
        return collection + "/" + value;
    }
}
