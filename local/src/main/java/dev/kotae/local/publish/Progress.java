package dev.kotae.local.publish;

/** Told how far a publication is; called by one thread, often. */
public interface Progress {
    /** Nobody looks. */
    Progress NONE = (sent, settled) -> {};

    /**
     * So many changes are on Kafka, and so many of them have a receipt.
     *
     * @param sent how many Kafka has
     * @param settled how many have a receipt
     */
    void at(long sent, long settled);
}
