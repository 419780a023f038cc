package oddboard.api.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Cursor;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.search.Hit;
import oddboard.search.Search;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Search")
@RestController
@RequestMapping("/api/v1/search")
class SearchApi {
    private static final int DEFAULT = 6;

    private final Search search;
    private final Users users;

    SearchApi(Search search, Users users) {
        this.search = search;
        this.users = users;
    }

    record HitResponse(String kind, String id, String name, String detail, String href) {
        static HitResponse of(Hit hit) {
            return new HitResponse(Fields.spelled(hit.kind()), hit.id(), hit.name(), hit.detail(), hit.href());
        }
    }

    @Operation(
            summary = "Find data sets, runs and models",
            description =
                    "What the caller sees, data sets first, then runs, then models; of each kind at most so many as"
                            + " limit says, up to 50. What is archived is not found.")
    @GetMapping
    Page<HitResponse> find(@RequestParam String search, @RequestParam(required = false) @Nullable Integer limit) {
        int most = Cursor.of(limit, null, DEFAULT).limit();
        List<HitResponse> found = this.search.find(search, most, users.require()).stream()
                .map(HitResponse::of)
                .toList();
        return new Page<>(found, null);
    }
}
