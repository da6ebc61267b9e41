# Counting and reporting, for .ci/run. Output of what passes is kept short; what fails is shown whole.

passed=0
failed=0
section_name=""

close_section() {
    [ -z "$section_name" ] || printf -- '-- %s: %d s\n' "$section_name" $((SECONDS - section_start))
}

# section NAME: closes the section before it with its time.
section() {
    close_section
    section_name=$1
    section_start=$SECONDS
    printf '\n== %s\n' "$section_name"
}

# check NAME COMMAND...: one check, passed when every line of the command, which may be a function, succeeds.
check() {
    local name=$1 status
    shift
    # Not as the condition of an if: there bash would go on after a line that failed.
    set +e
    (set -e; "$@") > "$work/check.log" 2>&1
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$name"
    else
        failed=$((failed + 1))
        cat "$work/check.log"
        printf 'FAILED  %s\n' "$name"
    fi
}

# count_tests COMMAND...: a test run; its summary's numbers are added.
count_tests() {
    local succeeded unsuccessful status=0
    "$@" 2>&1 | tee "$work/tests.log" || status=$?
    succeeded=$(awk '$1 == "succeeded:" { sum += $2 } END { print sum + 0 }' "$work/tests.log")
    unsuccessful=$(awk '$1 == "failed:" { sum += $2 } END { print sum + 0 }' "$work/tests.log")
    # A build that fails, a crash and a project without tests have no failed test, but are failures.
    if [ "$status" -ne 0 ] && [ "$unsuccessful" -eq 0 ]; then
        unsuccessful=1
    fi
    passed=$((passed + succeeded))
    failed=$((failed + unsuccessful))
}

# finish: the closing line; fails if anything has.
finish() {
    close_section
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
}
