package dev.kotae.bench.answer;

import dev.kotae.bench.ingest.Pages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions that the pages answer, made of their headings: each another one. */
final class Questions {

    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,4} +([^{`\\[\\n]+)");
    private static final List<String> FORMS = List.of(
            "How does %s work?", "What is %s?", "How do I use %s?", "Where is %s configured?", "When do I need %s?");

    private Questions() {}

    /** As many as there are, in a fixed order: all headings in one form, then in the next. */
    static List<String> of(Pages pages) {
        Set<String> headings = new LinkedHashSet<>();
        for (Pages.Page page : pages.blocks(1).get(0)) {
            Matcher heading = HEADING.matcher(page.text());
            while (heading.find()) {
                String words = heading.group(1).strip().replaceAll("[?.!:]+$", "");
                if (words.split(" ").length >= 2 && words.length() <= 80) {
                    headings.add(words.toLowerCase(Locale.ROOT));
                }
            }
        }
        return FORMS.stream()
                .flatMap(form -> headings.stream().map(heading -> String.format(Locale.ROOT, form, heading)))
                .toList();
    }
}
