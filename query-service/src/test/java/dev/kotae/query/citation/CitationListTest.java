package dev.kotae.query.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class CitationListTest {

    @Test
    void eachNumberHasOneLineInOrder() {
        String list = CitationList.of(List.of(
                citation(2, "Leave", "https://example.com/leave#days", "Days"),
                citation(1, "休暇規程", null, ""),
                citation(2, "Leave", "https://example.com/leave#days", "Days")));

        assertThat(list).isEqualTo("\n\n- [1] 休暇規程\n- [2] [Leave, Days](<https://example.com/leave#days>)");
    }

    @Test
    void aTitleThatTheSectionBeginsWithIsSaidOnce() {
        assertThat(CitationList.of(List.of(citation(1, "Leave", null, "Leave > Days"))))
                .isEqualTo("\n\n- [1] Leave > Days");
    }

    @Test
    void nothingCitedIsNoList() {
        assertThat(CitationList.of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "//example.com/x",
                "https://example.com/> ![x](https://evil.example/)",
                "https://example.com/\n\n[1]: https://evil.example",
                "ftp://example.com/x"
            })
    void anAddressThatIsNoCleanWebAddressIsNoLink(String url) {
        assertThat(CitationList.of(List.of(citation(1, "Title", url, "")))).isEqualTo("\n\n- [1] Title");
    }

    @Test
    void aTitleIsNoMarkup() {
        String list = CitationList.of(List.of(
                citation(1, "![x](https://evil.example/?q) <b>\n\n[1]: https://evil.example `code`", null, "")));

        assertThat(list)
                .isEqualTo(
                        "\n\n- [1] \\!\\[x\\]\\(https://evil.example/?q\\) \\<b> \\[1\\]: https://evil.example \\`code\\`");
    }

    @Test
    void aClientThatSendsAnAnswerBackSendsItWithoutTheList() {
        String text = "You have 20 days [1].";
        String list = CitationList.of(List.of(citation(1, "Leave", "https://example.com/", "Days")));

        assertThat(CitationList.without(text + list)).isEqualTo(text);
        assertThat(CitationList.without("A list:\n\n- [x] done\n- open")).isEqualTo("A list:\n\n- [x] done\n- open");
    }

    /** A citation of a document with a title and an address. */
    public static Citation citation(int marker, String title, String url, String section) {
        return new Citation(
                marker, "handbook", "leave.md", 3, title, url, section, "20 days", true, false, "c1", "hash");
    }
}
