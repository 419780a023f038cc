package oddboard.api.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.api.Fields;
import oddboard.api.Page;
import oddboard.export.BundleFormat;
import oddboard.export.ModelExport;
import oddboard.export.ModelExports;
import oddboard.registry.Models;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bundles of model versions for other programs. */
@Tag(name = "Models")
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class ModelExportApi {
    private static final String RETRY_SECONDS = "2";

    private final ModelExports exports;
    private final Models models;
    private final Users users;

    ModelExportApi(ModelExports exports, Models models, Users users) {
        this.exports = exports;
        this.models = models;
        this.users = users;
    }

    @Operation(
            summary = "A model version as a ZIP for other programs",
            description =
                    "With model.onnx, model.pt (TorchScript) or both, a manifest with checksums, a model card and sample"
                            + " programs. While the bundle is being made the answer is 202 with its job: ask again until it is"
                            + " 200. It is made when somebody who works on the data set asks for it, kept, and made again after"
                            + " a new threshold or a new version of the program. Before it is offered, the program compares the"
                            + " scores of 50 images with those of ONNX Runtime and libtorch. 409 where a detector or its"
                            + " settings can't be exported. Takes Range and If-None-Match.")
    @ApiResponse(
            responseCode = "202",
            description = "It is being made; the header Retry-After says when to ask again.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ModelExportResponse.class)))
    @GetMapping("/export.zip")
    ResponseEntity<Object> zip(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String format,
            HttpServletRequest request) {
        User user = users.require();
        ModelExport export = exports.obtain(name, version, format(format), user);
        ModelExport.Bundle bundle = export.bundle();
        if (bundle == null) {
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .cacheControl(org.springframework.http.CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(ModelExportResponse.of(export));
        }
        String tag = "\"" + bundle.sha256() + "\"";
        String range = request.getHeader(HttpHeaders.IF_RANGE);
        BundleResource resource = new BundleResource(exports, bundle);
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(org.springframework.http.CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + "-" + version + ".zip")
                                .build()
                                .toString())
                .contentType(MediaType.parseMediaType("application/zip"))
                .contentLength(bundle.bytes())
                // Of this kind no ranges are sent.
                .body(range == null || range.equals(tag) ? resource : new InputStreamResource(resource));
    }

    @Operation(
            summary = "Bundles of a model version",
            description =
                    "Those that somebody asked for, with what they hold and how their scores agree with the program's.")
    @GetMapping("/exports")
    Page<ModelExportResponse> list(@PathVariable String name, @PathVariable int version) {
        return Page.all(exports.list(models.require(name, version, users.require())).stream()
                .map(ModelExportResponse::of)
                .toList());
    }

    @Operation(
            summary = "Delete a bundle of a model version",
            description = "Its bytes go; it can be made again. 409 while it is being made.")
    @DeleteMapping("/export.zip")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String format) {
        exports.delete(name, version, format(format), users.require());
    }

    private static BundleFormat format(@Nullable String format) {
        return Fields.oneOf("format", BundleFormat.class, format, BundleFormat.BOTH);
    }

    /** Streamed out of the store, also in ranges. */
    private static final class BundleResource extends AbstractResource {
        private final ModelExports exports;
        private final ModelExport.Bundle bundle;

        BundleResource(ModelExports exports, ModelExport.Bundle bundle) {
            this.exports = exports;
            this.bundle = bundle;
        }

        @Override
        public String getDescription() {
            return "bundle " + bundle.sha256();
        }

        @Override
        public long contentLength() {
            return bundle.bytes();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return exports.open(bundle);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BundleResource same && same.bundle.sha256().equals(bundle.sha256());
        }

        @Override
        public int hashCode() {
            return bundle.sha256().hashCode();
        }
    }
}
