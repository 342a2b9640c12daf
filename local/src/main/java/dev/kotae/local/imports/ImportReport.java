package dev.kotae.local.imports;

import java.util.List;

/**
 * What became of an import.
 *
 * @param origin what its events say of where they come from
 * @param rows rows read
 * @param imported rows that Kafka has, with all their events
 * @param events events that Kafka has
 * @param leftOut the rows that were left out
 * @param goOnAt the line to go on at where Kafka went away, or null where the file was read to its end
 * @param millis how long it took
 */
public record ImportReport(
        String origin, long rows, long imported, long events, List<LeftOut> leftOut, Long goOnAt, long millis) {

    /** Whether every row was imported. */
    public boolean good() {
        return leftOut.isEmpty();
    }

    /**
     * A row that was left out.
     *
     * @param line its number in the file
     * @param reason why
     */
    public record LeftOut(long line, String reason) {}
}
