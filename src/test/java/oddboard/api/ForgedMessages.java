package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.testing.PageClient;

/** Sends every message that any part of any page takes to every part of one page, by its number, known to the browser or not. */
final class ForgedMessages {
    private static final Pattern NODE = Pattern.compile("\"node\":(\\d+)");
    private static final Pattern TAG = Pattern.compile(
            "\\{\"node\":(\\d+),\"type\":\"put\",\"key\":\"(tag|text)\",\"feat\":\\d+,\"value\":\"([^\"]*)\"");
    private static final Pattern FIELD =
            Pattern.compile("vaadin-(.*(field|area|box|select|group|button)|details)|input");
    private static final Pattern DIALOG = Pattern.compile("\"value\":\"vaadin-(confirm-)?dialog");
    private static final List<String> EVENTS = List.of(
            "click",
            "change",
            "odd-do",
            "odd-mark",
            "odd-verdict",
            "odd-choice",
            "odd-open",
            "odd-state",
            "odd-brush",
            "chosen",
            "odd-upload-sent",
            "odd-upload-busy",
            "keydown",
            "confirm",
            "cancel",
            "reject");
    private static final String DATA = """
            {"event.detail.what":"open","event.detail.row":"1","event.detail.value":"1","event.detail.image":0,
            "event.detail.anomalous":true,"event.detail.type":"forged","event.detail.reason":"forged","event.detail.index":0,
            "event.detail.verdict":"anomalous","event.detail.ranges":"0-3","event.detail.place":0,"event.detail.query":"x=1",
            "event.detail.rows":"[0]","event.detail":%s,"event.detail.upload":"%s","event.detail.busy":false,"event.key":"1",
            "event.screenX":1,"event.screenY":1,"event.clientX":1,"event.clientY":1,"event.button":0,"event.ctrlKey":false,
            "event.shiftKey":false,"event.altKey":false,"event.metaKey":false}""".replace("\n", "");

    private final Map<Integer, String> tags = new HashMap<>();
    private final PageClient page;
    private final String person;
    private final String upload;
    private List<String> values =
            List.of("\"value\",\"value\":\"forged\"", "\"value\",\"value\":\"1\"", "\"checked\",\"value\":true");
    private int top;
    private int sent;

    interface Step {
        void go() throws Exception;
    }

    /** @param upload some upload's id */
    ForgedMessages(PageClient page, String person, String upload) {
        this.page = page;
        this.person = person;
        this.upload = upload;
    }

    /** @param text in JSON, in place of those that are sent otherwise; empty = leave them */
    void sendAs(String text) {
        if (!text.isEmpty()) {
            values = List.of("\"value\",\"value\":\"" + text + "\"");
        }
    }

    int sent() {
        return sent;
    }

    /**
     * @param before each opening of the page
     * @param after it
     */
    void attack(String address, Step before, Step after) throws Exception {
        before.go();
        open(address);
        after.go();
        int count = top;
        for (int node = 2; node <= count; node++) {
            int known = top;
            Effect effect = poke(node);
            int last = top;
            for (int inner = known + 1; effect.opens && inner <= last; inner++) {
                poke(inner);
            }
            if (effect.opens || effect.leaves) {
                before.go();
                open(address);
                after.go();
            }
        }
    }

    /**
     * What any of the messages to one part of a page did.
     *
     * @param opens a dialog
     * @param leaves the page as it was: parts of it went, or it is signed out
     */
    private record Effect(boolean opens, boolean leaves) {}

    /** Sends all that can be sent to one part of a page. */
    private Effect poke(int node) throws Exception {
        String tag = tags.getOrDefault(node, "");
        if (tag.equals("text")) {
            return new Effect(false, false);
        }
        var messages = new ArrayList<String>();
        if (FIELD.matcher(tag).matches()) {
            for (String value : values) {
                messages.add("[{\"type\":\"mSync\",\"node\":%d,\"feature\":1,\"property\":%s}]".formatted(node, value));
            }
        }
        messages.add(events(node));
        boolean opens = false;
        boolean leaves = false;
        for (String message : messages) {
            HttpResponse<String> answer = page.rpc(message);
            sent++;
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
            String body = answer.body();
            opens |= DIALOG.matcher(body).find();
            leaves |= body.contains("\"type\":\"detach\"") || !body.contains("\"syncId\"");
            hear(body);
        }
        return new Effect(opens, leaves);
    }

    String events(int node) {
        var all = new ArrayList<String>();
        for (String event : EVENTS) {
            all.add("{\"type\":\"event\",\"node\":%d,\"event\":\"%s\",\"data\":%s}"
                    .formatted(node, event, DATA.formatted(event.equals("chosen") ? "[0,1]" : "1", upload)));
        }
        return all.toString();
    }

    void open(String address) throws Exception {
        top = 0;
        tags.clear();
        try {
            hear(page.start(address));
        } catch (IOException signedOut) {
            page.signIn(person, AttackFixture.PASSWORD);
            hear(page.start(address));
        }
        hear(page.rpc("""
                [{"type":"event","node":1,"event":"ui-navigate","data":{"route":"/%s","query":"","appShellTitle":"Oddboard","historyState":{"idx":0},"trigger":"client"}}]""".formatted(address)).body());
    }

    private void hear(String text) {
        for (Matcher node = NODE.matcher(text); node.find(); ) {
            top = Math.max(top, Integer.parseInt(node.group(1)));
        }
        for (Matcher tag = TAG.matcher(text); tag.find(); ) {
            tags.put(Integer.parseInt(tag.group(1)), tag.group(2).equals("text") ? "text" : tag.group(3));
        }
    }
}
