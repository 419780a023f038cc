package oddboard.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import oddboard.common.InputException;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.run.RunId;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The address of a report, read as the last line of a report spells it. */
record ReportAddress(ReportSubject subject, ReportRequest request) {
    static final String API = "/api/v1/";
    static final String END = "/report";
    static final int MAX_LENGTH = 2_000;

    private static final Pattern RUN = Pattern.compile("runs/([0-9]{1,18})");
    private static final Pattern BOARD = Pattern.compile("versions/([0-9]{1,18})");
    private static final Pattern MODEL = Pattern.compile("models/([a-z0-9._-]{1,64})/versions/([0-9]{1,9})");
    private static final Set<String> PARAMETERS = Set.of("labelSet", "part", "decision", "comments", "entries");

    String address() {
        return subject.address(request);
    }

    /** @throws InputException where it is the address of no report */
    static ReportAddress of(String address) {
        if (address.length() > MAX_LENGTH) {
            throw refusal();
        }
        try {
            return read(UriComponentsBuilder.fromUriString(address).build());
        } catch (IllegalArgumentException notOne) {
            throw refusal();
        }
    }

    private static ReportAddress read(UriComponents parts) {
        String path = Optional.ofNullable(parts.getPath()).orElse("");
        MultiValueMap<String, String> query = parts.getQueryParams();
        if (parts.getHost() != null
                || !path.startsWith(API)
                || !path.endsWith(END)
                || !PARAMETERS.containsAll(query.keySet())) {
            throw refusal();
        }
        String thing = path.substring(API.length(), path.length() - END.length());
        return new ReportAddress(subject(thing, query), request(query));
    }

    private static ReportSubject subject(String thing, MultiValueMap<String, String> query) {
        Matcher run = RUN.matcher(thing);
        Matcher board = BOARD.matcher(thing);
        Matcher model = MODEL.matcher(thing);
        List<EntryId> entries = words(query, "entries")
                .map(word -> EntryId.parse(word).orElseThrow(ReportAddress::refusal))
                .distinct()
                .toList();
        if (board.matches()) {
            return new ReportSubject.OfBoard(new VersionId(Long.parseLong(board.group(1))), entries);
        }
        if (run.matches() && entries.isEmpty()) {
            return new ReportSubject.OfRun(new RunId(Long.parseLong(run.group(1))));
        }
        if (model.matches() && entries.isEmpty()) {
            return new ReportSubject.OfModel(model.group(1), Integer.parseInt(model.group(2)));
        }
        throw refusal();
    }

    private static ReportRequest request(MultiValueMap<String, String> query) {
        return new ReportRequest(
                (int) one(query, "labelSet")
                        .map(word -> number(word, 9))
                        .orElse(0L)
                        .longValue(),
                one(query, "part")
                        .map(word -> LabelPart.byWord(word).orElseThrow(ReportAddress::refusal))
                        .orElse(null),
                one(query, "decision").map(word -> number(word, 18)).orElse(null),
                words(query, "comments").map(word -> number(word, 18)).toList());
    }

    private static Optional<String> one(MultiValueMap<String, String> query, String name) {
        List<String> words = words(query, name).toList();
        if (words.size() > 1) {
            throw refusal();
        }
        return words.stream().findFirst();
    }

    /** Those between commas. */
    private static Stream<String> words(MultiValueMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .flatMap(value -> value == null ? Stream.of() : Arrays.stream(value.split(",|%2C")))
                .map(word -> UriUtils.decode(word, StandardCharsets.UTF_8).strip())
                .filter(word -> !word.isEmpty());
    }

    private static long number(String word, int digits) {
        if (!word.matches("[0-9]{1," + digits + "}")) {
            throw refusal();
        }
        return Long.parseLong(word);
    }

    private static InputException refusal() {
        return new InputException(
                "PARAMETER_INVALID",
                "",
                "report",
                "\"report\" is the address of a report as its last line says, such as /api/v1/runs/12/report?labelSet=1.");
    }
}
