package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oddboard.testing.PageTest;
import org.junit.jupiter.api.Test;

@ViewPackages(packages = "none")
class MarkupTableTest extends BrowserlessTest {
    private record Cap(int id, String name, double weight) {}

    private final List<String> events = new ArrayList<>();

    private MarkupTable<Cap> table(Function<Cap, String> key) {
        var table = new MarkupTable<Cap>(
                "Caps",
                key,
                List.of(
                        Column.<Cap>text("Name", Cap::name).styled("name").sorted("ascending", "-name"),
                        Column.<Cap>number("Weight", cap -> Double.toString(cap.weight()))
                                .wide()
                                .labeled()));
        UI.getCurrent().add(table);
        return table;
    }

    private MarkupTable<Cap> table() {
        return table(cap -> Integer.toString(cap.id()));
    }

    @Test
    void writesARowForEachRecordWithEveryWordEscaped() {
        var table = table();
        table.show(List.of(new Cap(7, "<b>red</b>", 2), new Cap(8, "blue", 3)));
        assertThat(table.head())
                .isEqualTo(
                        "<tr><th class=\"name\" scope=\"col\" aria-sort=\"ascending\"><button class=\"odd-sort\" "
                                + "type=\"button\" data-do=\"sort -name\">Name</button></th><th class=\"odd-num odd-table__wide\" scope=\"col\">Weight</th></tr>");
        assertThat(table.rows())
                .containsOnlyKeys("7", "8")
                .containsEntry(
                        "7",
                        "<tr><td class=\"name\">&lt;b&gt;red&lt;/b&gt;</td><td class=\"odd-num odd-table__wide\" data-column=\"Weight\">2.0</td></tr>");
    }

    @Test
    void writesLinesAmongTheRows() {
        var table = table().lines(
                        1, cap -> cap.weight() < 0 ? Optional.of(new Html("b").text(cap.name())) : Optional.empty());
        table.show(List.of(new Cap(1, "a limit", -1)));
        assertThat(table.rows().values()).containsExactly("<tr><td></td><td colspan=\"1\"><b>a limit</b></td></tr>");
    }

    @Test
    void writesARowAgainOnlyWhereItsRecordOrTheContextHasChanged() {
        var table = table().eachRow((row, cap) -> events.add(cap.name()));
        table.show(List.of(new Cap(1, "red", 1), new Cap(2, "blue", 1)), "noon");
        table.show(List.of(new Cap(2, "blue", 1), new Cap(1, "red", 2)), "noon");
        assertThat(events).containsExactly("red", "blue", "red");
        assertThat(table.rows().keySet()).containsExactly("2", "1");
        table.show(List.of(new Cap(2, "blue", 1)), "evening");
        table.setColumns(List.of(Column.text("Only", Cap::name)));
        table.show(List.of(new Cap(2, "blue", 1)), "evening");
        assertThat(events).endsWith("blue", "blue");
        assertThat(table.rows().values()).containsExactly("<tr><td>blue</td></tr>");
    }

    @Test
    void tellsRowsWithoutAKeyApartByTheirPlace() {
        var table = table(cap -> "");
        table.show(List.of(new Cap(1, "red", 1), new Cap(1, "red", 1)));
        assertThat(table.rows()).containsOnlyKeys("0", "1");
    }

    @Test
    void doesWhatARowIsAskedForAndNothingForRowsAndWordsItDoesNotKnow() {
        var table = table().on("paint", cap -> events.add("paint " + cap.name()))
                .onSort(word -> events.add("by " + word))
                .onChange("weight", (cap, value) -> events.add(cap.name() + " weighs " + value));
        table.show(List.of(new Cap(7, "red", 2)));
        PageTest.click(table, "paint", "7");
        PageTest.click(table, "paint", "8");
        PageTest.click(table, "melt", "7");
        PageTest.click(table, "sort -name", "");
        PageTest.choose(table, "weight", "7", "3");
        assertThat(events).containsExactly("paint red", "by -name", "red weighs 3");
    }
}
