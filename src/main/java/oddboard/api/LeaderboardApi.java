package oddboard.api;

import java.time.Instant;
import oddboard.account.Users;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.Leaderboard;
import oddboard.leaderboard.Leaderboards;
import oddboard.run.Run;
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

    record EntryResponse(int rank, boolean tied, String run, String name, String detector, String user,
            @Nullable Double auroc, @Nullable Double aurocLow, @Nullable Double aurocHigh,
            @Nullable Double averagePrecision, @Nullable Double imagesPerSecond, double trainSeconds, Instant createdAt) {
        static EntryResponse of(Leaderboard.Entry e) {
            Run r = e.run();
            Run.Metrics m = r.result();
            return new EntryResponse(e.rank(), e.tied(), r.id().toString(), r.name(), r.detector(), r.byName(),
                    m == null ? null : m.auroc(), m == null ? null : m.aurocLow(), m == null ? null : m.aurocHigh(),
                    m == null ? null : m.averagePrecision(), r.imagesPerSecond(), r.trainSeconds(), r.createdAt());
        }
    }

    @GetMapping("/leaderboard")
    Page<EntryResponse> board(@PathVariable long id, @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Cursor.of(limit, cursor, 100, 0)
                .of(leaderboards.of(new VersionId(id), labelSet, users.require()).entries(), EntryResponse::of);
    }

    @GetMapping("/leaderboard.csv")
    ResponseEntity<String> csv(@PathVariable long id, @RequestParam(defaultValue = "0") int labelSet) {
        String text = leaderboards.of(new VersionId(id), labelSet, users.require()).csv();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("leaderboard-" + id + ".csv").build().toString())
                .body(text);
    }
}
