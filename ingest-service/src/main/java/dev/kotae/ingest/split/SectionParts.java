package dev.kotae.ingest.split;

import java.util.List;

/** The units of one section, and where to part them. */
final class SectionParts {

    private final String source;
    private final List<Unit> units;
    private final int maxTokens;
    private final int maxChars;
    private final long[] tokensBefore;
    private final int[] hashes;

    SectionParts(String source, List<Unit> units, int maxTokens, int maxChars) {
        this.source = source;
        this.units = units;
        this.maxTokens = maxTokens;
        this.maxChars = maxChars;
        this.tokensBefore = new long[units.size() + 1];
        this.hashes = new int[units.size()];
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            tokensBefore[i + 1] = tokensBefore[i] + unit.tokens();
            hashes[i] = mix(source.substring(unit.start(), unit.end()).hashCode());
        }
    }

    Range all() {
        return new Range(0, units.size());
    }

    boolean fits(Range range) {
        return range.to() - range.from() == 1
                || tokens(range.from(), range.to()) <= maxTokens
                        && units.get(range.to() - 1).end()
                                        - units.get(range.from()).start()
                                <= maxChars;
    }

    String text(Range range) {
        return source.substring(
                units.get(range.from()).start(), units.get(range.to() - 1).end());
    }

    /** The unit that the second part begins with: neither part small if that can be, the best kind of seam, the smallest hash. */
    int seam(Range range) {
        int best = -1;
        boolean bestLarge = false;
        for (int i = range.from() + 1; i < range.to(); i++) {
            boolean large = tokens(range.from(), i) >= maxTokens / 3 && tokens(i, range.to()) >= maxTokens / 3;
            if (best < 0 || large && !bestLarge || large == bestLarge && better(i, best, range)) {
                best = i;
                bestLarge = large;
            }
        }
        return best;
    }

    private boolean better(int seam, int than, Range range) {
        int kind = units.get(seam).seam().compareTo(units.get(than).seam());
        if (kind != 0) {
            return kind < 0;
        }
        if (hashes[seam] != hashes[than]) {
            return hashes[seam] < hashes[than];
        }
        long middle = (tokensBefore[range.from()] + tokensBefore[range.to()]) / 2;
        return Math.abs(tokensBefore[seam] - middle) < Math.abs(tokensBefore[than] - middle);
    }

    private long tokens(int from, int to) {
        return tokensBefore[to] - tokensBefore[from];
    }

    /** The finaliser of MurmurHash3: texts that differ little get hashes that differ much. */
    private static int mix(int hash) {
        int mixed = hash;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    /**
     * Some units in a row.
     *
     * @param from the first
     * @param to behind the last
     */
    record Range(int from, int to) {}
}
