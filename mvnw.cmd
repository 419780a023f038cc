@echo off
rem Runs Maven with a JDK that is new enough: JAVA_HOME where it is 21 or newer, else the newest under the usual places.
setlocal EnableExtensions EnableDelayedExpansion
set "LEAST=21"
set "BEST="
set "BEST_RELEASE=0"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if !BEST_RELEASE! GEQ %LEAST% goto found
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do (
    if exist %%R for /d %%J in ("%%~R\*") do call :consider "%%~J"
)
if !BEST_RELEASE! LSS %LEAST% (
    echo Oddboard needs a JDK %LEAST% or newer, and none was found. 1>&2
    echo Install one, for example: winget install EclipseAdoptium.Temurin.25.JDK, or set JAVA_HOME to where yours lies. 1>&2
    exit /b 1
)
:found
set "JAVA_HOME=!BEST!"
where mvn >nul 2>nul
if errorlevel 1 (
    echo Maven was not found. Install it, for example: choco install maven or scoop install maven. 1>&2
    exit /b 1
)
call mvn -f "%~dp0pom.xml" %*
exit /b %ERRORLEVEL%

:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "V="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "V=%%~V"
for /f "tokens=1 delims=." %%M in ("!V!") do set "M=%%M"
if !M! GTR !BEST_RELEASE! (
    set "BEST=%~1"
    set "BEST_RELEASE=!M!"
)
exit /b 0
