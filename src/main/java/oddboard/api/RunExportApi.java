package oddboard.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import oddboard.account.Users;
import oddboard.common.InputException;
import oddboard.common.Ranges;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.evaluation.RunImages;
import oddboard.evaluation.RunSheets;
import oddboard.run.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Selected images of a run as a file. */
@Tag(name = "Results")
@RestController
@RequestMapping("/api/v1/runs/{id}/images/export")
class RunExportApi {
    private final VisibleRuns seen;
    private final RunImages images;
    private final Datasets datasets;
    private final Users users;

    RunExportApi(VisibleRuns seen, RunImages images, Datasets datasets, Users users) {
        this.seen = seen;
        this.images = images;
        this.datasets = datasets;
        this.users = users;
    }

    /**
     * A form: {@code images} are test images such as {@code 3,17-20}; {@code form} is zip or csv; {@code with} reconstruction,
     * error or both. A POST, since the list may be longer than an address may be.
     */
    @Operation(
            summary = "Selected images of a run as a file",
            description = "A form in the body or the address. A ZIP of images, or a CSV with each image's rank, "
                    + "score and label; it changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<StreamingResponseBody> export(
            @PathVariable long id,
            @Schema(maxLength = Ranges.MAX_LENGTH) @RequestParam(name = "images") String chosen,
            @RequestParam double threshold,
            @RequestParam(defaultValue = "0") int labelSet,
            @RequestParam(defaultValue = "zip") String form,
            @RequestParam(required = false) @Nullable List<String> with) {
        Run run = seen.run(id, labelSet);
        DatasetVersion version =
                datasets.findVersion(run.version(), users.require()).orElseThrow();
        boolean zip = form.equals("zip");
        if (!zip && !form.equals("csv")) {
            throw new InputException(
                    "PARAMETER_INVALID", "", "form", "\"form\" must be zip or csv, not \"" + form + "\".");
        }
        var wanted = images.check(
                new RunImages.Wanted(
                        run,
                        version,
                        labelSet,
                        threshold,
                        read(chosen, version.testCount()),
                        layers(with == null ? List.of() : with),
                        users.require()),
                zip);
        StreamingResponseBody body = zip
                ? out -> images.zip(wanted, out)
                : out -> {
                    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    images.csv(wanted, text);
                    text.flush();
                };
        String name = "run-" + run.id() + "-images." + form;
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .contentType(MediaType.parseMediaType(zip ? "application/zip" : "text/csv;charset=UTF-8"))
                .body(body);
    }

    private static Set<RunSheets.Layer> layers(List<String> with) {
        Set<RunSheets.Layer> layers = EnumSet.noneOf(RunSheets.Layer.class);
        with.forEach(name -> layers.add(Fields.oneOf("with", RunSheets.Layer.class, name, RunSheets.Layer.ERROR)));
        return layers;
    }

    private static int[] read(String ranges, int count) {
        Ranges read;
        try {
            read = Ranges.read(ranges, count);
        } catch (NumberFormatException e) {
            throw new InputException(
                    "PARAMETER_INVALID",
                    "",
                    "images",
                    "\"images\" are numbers and ranges such as 3,17-20, of at most " + Ranges.MAX_LENGTH
                            + " characters.");
        }
        if (read.beyond() >= 0) {
            throw new InputException(
                    "PARAMETER_INVALID",
                    "",
                    "images",
                    "There is no test image " + read.beyond() + "; the test images are 0 to " + (count - 1) + ".");
        }
        return read.inside().stream().toArray();
    }
}
