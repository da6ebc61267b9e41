# Sourced by .ci/run after ../ModelGen.Package/checks.sh, whose in_project it uses: a project that takes ModelGen.Reports from the package.

project=$work/reports-project
mkdir "$project"
cp tests/ModelGen.Reports.Package/*.cs tests/ModelGen.Reports.Package/*.csproj "$project"

# reports PROGRAM FOLDER: trains, and leaves figures, a page and event files in a new folder.
reports() {
    mkdir "$2"
    "$1" "$2" > "$work/output.log"
    grep -q '^epoch 50/50  loss ' "$work/output.log"
    cmp <(head -c 8 "$2/curves.png") <(printf '\x89PNG\r\n\x1a\n')
    grep -q '</svg>' "$2/curves.svg"
    grep -q '</html>' "$2/report.html"
    grep -q 'brain.Event:2' "$2"/events.out.tfevents.*
}

check "reports build without a warning" in_project build -c Release
check "reports are written" reports "$project/bin/Release/net10.0/ModelGen.Reports.Package" "$work/reports"
check "reports publish with NativeAOT without a warning" in_project publish -c Release --use-current-runtime -o "$work/published-reports" -p:PublishAot=true
check "reports are written by native code" reports "$work/published-reports/ModelGen.Reports.Package" "$work/native-reports"
check "the same figure everywhere" cmp "$work/reports/curves.svg" "$work/native-reports/curves.svg"
