package oddboard.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a {@link Binder} adds to a form of six fields: heap, and time to build, fill and read it. */
class FormBench {
    private static final int FORMS = 4000;
    private static final int ROUNDS = 9;

    /** What a form holds; public, because the binder makes it. */
    public record Choice(boolean a, boolean b, boolean c, boolean d, boolean e, String text) {}

    private static final Choice CHOICE = new Choice(true, true, false, true, false, "https://hooks.example.com");

    private static class Fields extends Div {
        final Checkbox a = new Checkbox("My runs succeeded");
        final Checkbox b = new Checkbox("My runs failed");
        final Checkbox c = new Checkbox("My sweeps ended");
        final Checkbox d = new Checkbox("My imports ended");
        final Checkbox e = new Checkbox("Runs of others ended");
        final TextField text = new TextField("Webhook");

        Fields() {
            add(a, b, c, d, e, text);
        }
    }

    private static final class Plain extends Fields {
        Plain() {
            a.setValue(CHOICE.a());
            b.setValue(CHOICE.b());
            c.setValue(CHOICE.c());
            d.setValue(CHOICE.d());
            e.setValue(CHOICE.e());
            text.setValue(CHOICE.text());
            same(new Choice(a.getValue(), b.getValue(), c.getValue(), d.getValue(), e.getValue(), text.getValue()));
        }
    }

    private static final class Bound extends Fields {
        Bound() {
            try {
                var binder = new Binder<>(Choice.class);
                binder.forField(a).bind("a");
                binder.forField(b).bind("b");
                binder.forField(c).bind("c");
                binder.forField(d).bind("d");
                binder.forField(e).bind("e");
                binder.forField(text).bind("text");
                binder.readRecord(CHOICE);
                same(binder.writeRecord());
            } catch (com.vaadin.flow.data.binder.ValidationException refused) {
                throw new AssertionError(refused);
            }
        }
    }

    private static void same(Choice read) {
        if (!read.equals(CHOICE)) {
            throw new AssertionError(read);
        }
    }

    private record Cost(double micros, double kilobytes) {}

    private static Cost cost(Supplier<Object> form) {
        long before = used();
        long start = System.nanoTime();
        var forms = new Object[FORMS];
        Arrays.setAll(forms, i -> form.get());
        double micros = (System.nanoTime() - start) / 1e3 / FORMS;
        double kilobytes = (used() - before) / 1e3 / forms.length;
        return new Cost(micros, forms[FORMS - 1] == null ? 0 : kilobytes);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whatABinderCosts() throws Exception {
        var plain = new Cost[ROUNDS];
        var bound = new Cost[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            plain[round] = cost(Plain::new);
            bound[round] = cost(Bound::new);
        }
        String table = "| form of six fields | build, fill, read | heap |\n|---|---|---|\n" + line("by hand", plain)
                + line("with a Binder", bound);
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(Path.of("target/bench/forms.md"), table);
    }

    private static String line(String what, Cost[] costs) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f µs | %.1f kB |%n",
                what,
                Arrays.stream(costs).mapToDouble(Cost::micros).sorted().toArray()[ROUNDS / 2],
                Arrays.stream(costs).mapToDouble(Cost::kilobytes).sorted().toArray()[ROUNDS / 2]);
    }
}
