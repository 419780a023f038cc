package oddboard.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import oddboard.common.NotFoundException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Answers for every address under the API that nothing else takes, lest a page of the browser's application does. */
@Hidden
@RestController
class NotFoundApi {
    private static final String EVERYTHING = "/api/v1/**";
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    NotFoundApi(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @RequestMapping(EVERYTHING)
    Object nothing(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        Set<String> others = new TreeSet<>();
        mappings.stream()
                .flatMap(m -> m.getHandlerMethods().keySet().stream())
                .filter(info -> takes(info, request))
                .forEach(info -> info.getMethodsCondition().getMethods().forEach(method -> others.add(method.name())));
        if (!others.isEmpty()) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), others);
        }
        throw new NotFoundException("There is no such call; see the API's description.");
    }

    private static boolean takes(RequestMappingInfo info, HttpServletRequest request) {
        var paths = info.getPathPatternsCondition();
        return paths != null
                && !paths.getPatternValues().contains(EVERYTHING)
                && paths.getPatterns().stream()
                        .anyMatch(p -> p.matches(ServletRequestPathUtils.getParsedRequestPath(request)));
    }
}
