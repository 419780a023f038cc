package oddboard.api.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.StorageUse;
import oddboard.storage.DiskUse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who and what fills the store. */
@Tag(name = "Server")
@RestController
@RequestMapping("/api/v1/storage")
class StorageApi {
    private final StorageUse storage;
    private final Users users;

    StorageApi(StorageUse storage, Users users) {
        this.storage = storage;
        this.users = users;
    }

    record ShareResponse(String id, String name, long bytes) {
        static ShareResponse of(StorageUse.Share s) {
            return new ShareResponse(Long.toString(s.id()), s.name(), s.bytes());
        }
    }

    record DamagedResponse(String sha256, long size, Instant foundAt) {}

    record DiskResponse(
            long contentBytes,
            long unusedBytes,
            long tableBytes,
            @Nullable Long changeLogBytes,
            long cacheBytes,
            long otherBytes) {
        static DiskResponse of(DiskUse.Parts p) {
            return new DiskResponse(p.contents(), p.unused(), p.tables(), p.changeLog(), p.cache(), p.other());
        }
    }

    record OwnStorage(long bytes, List<ShareResponse> datasets) {}

    record WholeStorage(
            long files,
            long bytes,
            long unfinishedBytes,
            long checkedFiles,
            long sharedBytes,
            long freeBytes,
            long reservedBytes,
            DiskResponse disk,
            List<ShareResponse> datasets,
            List<ShareResponse> users,
            List<DamagedResponse> damaged) {}

    @Operation(summary = "What the caller's files and runs take")
    @GetMapping("/own")
    OwnStorage own() {
        User own = users.require();
        return new OwnStorage(
                storage.bytes(own),
                storage.datasets(own).stream().map(ShareResponse::of).toList());
    }

    @Operation(summary = "What fills the store", description = "For administrators.")
    @GetMapping
    WholeStorage whole() {
        StorageUse.Whole w = storage.whole(users.require())
                .orElseThrow(() -> new AccessDeniedException("Only an administrator may see the whole store."));
        return new WholeStorage(
                w.totals().blobs(),
                w.totals().bytes(),
                w.totals().unfinishedBytes(),
                w.totals().checkedBlobs(),
                w.shared(),
                w.room().free(),
                w.room().reserve(),
                DiskResponse.of(w.parts()),
                w.datasets().stream().map(ShareResponse::of).toList(),
                w.users().stream().map(ShareResponse::of).toList(),
                w.damaged().stream()
                        .map(d -> new DamagedResponse(d.sha256(), d.size(), d.foundAt()))
                        .toList());
    }
}
