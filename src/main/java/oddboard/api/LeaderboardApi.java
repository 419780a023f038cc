package oddboard.api;

import java.util.Set;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.EntryId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboards;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/versions/{id}")
class LeaderboardApi {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Leaderboards leaderboards;
    private final Users users;

    LeaderboardApi(Leaderboards leaderboards, Users users) {
        this.leaderboards = leaderboards;
        this.users = users;
    }

    @GetMapping("/leaderboard")
    Page<EntryResponse> board(@PathVariable long id, @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        VersionId version = new VersionId(id);
        User viewer = users.require();
        Leaderboard board = leaderboards.of(version, labelSet, Fields.part(part), viewer);
        Page<Leaderboard.Entry> page = Cursor.of(limit, cursor, 100, 0).of(board.entries(), e -> e);
        Set<EntryId> tied = leaderboards.tied(version, board, page.items(), viewer);
        return new Page<>(page.items().stream().map(e -> EntryResponse.of(e, tied.contains(e.id()), board.shift(e))).toList(), page.next());
    }

    @GetMapping("/leaderboard.csv")
    ResponseEntity<String> csv(@PathVariable long id, @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable String part) {
        String text = leaderboards.of(new VersionId(id), labelSet, Fields.part(part), users.require()).csv();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("leaderboard-" + id + ".csv").build().toString())
                .body(text);
    }
}
