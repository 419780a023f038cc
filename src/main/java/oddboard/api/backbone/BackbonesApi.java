package oddboard.api.backbone;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Limit;
import oddboard.api.Required;
import oddboard.backbone.Backbone;
import oddboard.backbone.Backbones;
import oddboard.backbone.NewBackbone;
import oddboard.upload.FormFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Backbones")
@RestController
@RequestMapping("/api/v1/backbones")
class BackbonesApi {
    private final Backbones backbones;
    private final Users users;

    BackbonesApi(Backbones backbones, Users users) {
        this.backbones = backbones;
        this.users = users;
    }

    record BackboneResponse(
            String name,
            String architecture,
            String license,
            String source,
            String filename,
            long size,
            String sha256,
            boolean ready,
            @Nullable String tested,
            String job,
            String state,
            long runs,
            long modelVersions,
            String createdBy,
            Instant createdAt) {
        static BackboneResponse of(Backbone b) {
            return new BackboneResponse(
                    b.name(),
                    b.architecture(),
                    b.license(),
                    b.source(),
                    b.filename(),
                    b.size(),
                    b.sha256(),
                    b.isReady(),
                    b.tested(),
                    b.test().toString(),
                    b.state().name(),
                    b.runs(),
                    b.models(),
                    b.byName(),
                    b.createdAt());
        }
    }

    record BackbonesResponse(List<BackboneResponse> items) {}

    record BackboneFileResponse(
            String filename,
            long size,
            String sha256,
            String architecture,
            String naming,
            int tensors,
            long parameters) {
        static BackboneFileResponse of(Backbones.CheckedFile file) {
            return new BackboneFileResponse(
                    file.filename(),
                    file.size(),
                    file.sha256(),
                    file.facts().architecture(),
                    file.facts().naming(),
                    file.facts().tensors(),
                    file.facts().parameters());
        }
    }

    record AddedBackbone(
            @Limit(64) @Required @Nullable String sha256,
            @Limit(255) @Required @Nullable String filename,
            @Limit(64) @Required @Nullable String name,

            @Limit(NewBackbone.MAX_LICENSE) @Required @Nullable String license,

            @Limit(NewBackbone.MAX_SOURCE) @Required @Nullable String source) {
        NewBackbone spec() {
            return new NewBackbone(
                    Fields.required("sha256", sha256),
                    Fields.required("filename", filename),
                    Fields.required("name", name),
                    Fields.required("license", license),
                    Fields.required("source", source));
        }
    }

    @Operation(summary = "Backbones", description = "By name. Everybody signed in sees and uses them.")
    @GetMapping
    BackbonesResponse list() {
        return new BackbonesResponse(
                backbones.list().stream().map(BackboneResponse::of).toList());
    }

    @Operation(summary = "A backbone")
    @GetMapping("/{name}")
    BackboneResponse get(@PathVariable String name) {
        return BackboneResponse.of(backbones.require(name));
    }

    @Operation(
            summary = "Send the file of a backbone",
            description =
                    "The body is the safetensors file itself, at most 1 GB; of a form its one file is taken. Says which"
                            + " network it is. It is kept for a day: add it by its SHA-256. Administrators only.")
    @PostMapping("/files")
    @ResponseStatus(HttpStatus.CREATED)
    BackboneFileResponse send(@RequestParam String filename, HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        boolean form = type != null && FormFile.isForm(type);
        InputStream body = request.getInputStream();
        return BackboneFileResponse.of(backbones.check(
                filename,
                form ? -1 : request.getContentLengthLong(),
                form ? FormFile.of(body, type, filename) : body,
                users.require()));
    }

    @Operation(
            summary = "Add a backbone",
            description =
                    "From a file that was sent. A job tests it; runs can use it once that has passed. Administrators only.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BackboneResponse add(@RequestBody AddedBackbone body) {
        return BackboneResponse.of(backbones.add(body.spec(), users.require()));
    }

    @Operation(
            summary = "Delete a backbone that no run uses",
            description = "Registered models keep their weights. Administrators only.")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        backbones.delete(name, users.require());
    }
}
