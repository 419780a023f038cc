package oddboard.webhook.ui;

import java.util.List;
import java.util.function.Consumer;
import oddboard.ui.Column;
import oddboard.ui.Format;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.StateTag.Tone;
import oddboard.webhook.Delivery;

/** What was sent to a webhook, and how that went. */
final class DeliveriesTable {
    private static final String AGAIN = "again";

    private DeliveriesTable() {}

    static MarkupTable<Delivery> of(Consumer<Delivery> again) {
        return new MarkupTable<Delivery>(
                        "Events sent, newest first",
                        delivery -> Long.toString(delivery.id()),
                        List.of(
                                Column.of("Event", DeliveriesTable::event).rowHeader(),
                                Column.of(
                                        "State",
                                        (cell, delivery) -> cell.add(MarkupParts.tag(state(delivery), tone(delivery)))),
                                Column.<Delivery>number(
                                                "Answer", d -> d.status() == null ? "–" : Integer.toString(d.status()))
                                        .labeled(),
                                Column.<Delivery>number("Tries", d -> Integer.toString(d.attempt()))
                                        .labeled(),
                                Column.<Delivery>text("How it went", DeliveriesTable::story),
                                Column.<Delivery>of(
                                                "",
                                                (cell, delivery) -> cell.add(MarkupParts.button(
                                                        AGAIN, "Send again", "Send again " + delivery.event())))
                                        .num()))
                .stacked()
                .on(AGAIN, again);
    }

    private static void event(Html cell, Delivery delivery) {
        (delivery.page().isEmpty()
                        ? cell.text(delivery.type())
                        : cell.add(MarkupParts.link(delivery.page(), delivery.type())))
                .add(MarkupParts.note(" " + Format.ago(delivery.createdAt())));
    }

    private static String state(Delivery delivery) {
        return switch (delivery.state()) {
            case WAITING -> delivery.attempt() == 0 ? "Waiting" : "Tried again";
            case DELIVERED -> "Delivered";
            case FAILED -> "Given up";
        };
    }

    private static Tone tone(Delivery delivery) {
        return switch (delivery.state()) {
            case WAITING -> delivery.attempt() == 0 ? Tone.ACTIVE : Tone.WARN;
            case DELIVERED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }

    private static String story(Delivery delivery) {
        return delivery.state() == Delivery.State.WAITING && delivery.attempt() > 0
                ? delivery.result() + " Next try " + Format.ago(delivery.dueAt()) + "."
                : delivery.result();
    }
}
