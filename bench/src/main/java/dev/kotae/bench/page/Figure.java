package dev.kotae.bench.page;

import dev.kotae.bench.measure.Interval;
import java.util.Locale;

/**
 * A measured figure beside its goal.
 *
 * @param measure what was measured
 * @param value the figure with its unit
 * @param interval its 95 % interval, or empty
 * @param goal the goal, or empty
 * @param met whether the goal is met by the interval's worse end, or empty
 */
public record Figure(String measure, String value, String interval, String goal, String met) {

    /** A figure without a goal. */
    public static Figure of(String measure, Interval interval, String unit) {
        return new Figure(measure, with(unit, interval.value()), span(interval), "", "");
    }

    /** A figure that was counted or read, without an interval or a goal. */
    public static Figure plain(String measure, String value) {
        return new Figure(measure, value, "", "", "");
    }

    /** A figure that should be small: met if the interval's upper end is. */
    public static Figure atMost(double goal, String measure, Interval interval, String unit) {
        return new Figure(
                measure,
                with(unit, interval.value()),
                span(interval),
                "≤ " + with(unit, goal),
                interval.high() <= goal ? "yes" : "**no**");
    }

    /** A figure that should be large: met if the interval's lower end is. */
    public static Figure atLeast(double goal, String measure, Interval interval, String unit) {
        return new Figure(
                measure,
                with(unit, interval.value()),
                span(interval),
                "≥ " + with(unit, goal),
                interval.low() >= goal ? "yes" : "**no**");
    }

    /** A figure of which there is only one, that should be small. */
    public static Figure atMost(double goal, String measure, double value, String unit) {
        return new Figure(measure, with(unit, value), "", "≤ " + with(unit, goal), value <= goal ? "yes" : "**no**");
    }

    private static String span(Interval interval) {
        return interval.low() == interval.high() ? "" : number(interval.low()) + " – " + number(interval.high());
    }

    private static String with(String unit, double value) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** Three digits that mean something, and no digit before the point is lost. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
