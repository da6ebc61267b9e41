# Sourced by .ci/run: a project as a user has it, outside the repository, made from the package in $work/feed.

project=$work/project
mkdir "$project"
cp tests/ModelGen.Package/*.cs tests/ModelGen.Package/*.csproj "$project"

# in_project COMMAND...: a dotnet command there, with the packed version and a cache of packages of its own.
in_project() (
    cd "$project"
    export NUGET_PACKAGES=$work/packages
    dotnet "$@" -v quiet -p:ModelGenVersion="$version" -p:RestoreAdditionalProjectSources="$work/feed"
)

depends_only_on_tensors() {
    test "$(grep -o '<dependency id="[^"]*"' "$work/packages/modelgen/$version/modelgen.nuspec")" = '<dependency id="System.Numerics.Tensors"'
}

# trains PROGRAM WIDTH...: learns, with vectors of one of these widths; its weights are kept for comparison.
trains() {
    local program=$1 widths=${*:2}
    "$program" | tee "$work/output.log"
    grep -Ex "Vectors of (${widths// /|}) bits" "$work/output.log"
    grep '^Weights ' "$work/output.log" >> "$work/weights.log"
}

same_weights() {
    cat "$work/weights.log"
    test "$(wc -l < "$work/weights.log")" -eq "$1"
    test "$(sort -u "$work/weights.log" | wc -l)" -eq 1
}

# One mistake is one error, at its place, from the analyzers in the package: members of the wrong model still compile.
reports_one_mistake() {
    local status=0
    in_project build -p:WithMistake=true > "$work/mistake.log" || status=$?
    cat "$work/mistake.log"
    test "$status" -ne 0
    test "$(grep -c ': error ' <(sort -u "$work/mistake.log"))" -eq 1
    grep -q "Mistake.cs(.*: error MG2004: 'Dense(10)'" "$work/mistake.log"
}

installs_linker() {
    command -v clang || command -v gcc || { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y clang zlib1g-dev; }
}

published=$work/published/ModelGen.Package
built=$project/bin/Release/net10.0/ModelGen.Package

check "builds without a warning, nullable disabled, preview language" in_project build -c Release -p:Nullable=disable -p:LangVersion=preview
check "builds without a warning, nullable enabled" in_project build -c Release --no-incremental
check "depends on System.Numerics.Tensors only" depends_only_on_tensors
check "a wrong network is one error" reports_one_mistake
check "trains" trains "$built" 512 256 128
DOTNET_EnableAVX512=0 check "trains with 256-bit vectors" trains "$built" 256 128
DOTNET_EnableAVX2=0 check "trains with 128-bit vectors" trains "$built" 128
check "a C linker is there" installs_linker
check "publishes with NativeAOT without a warning" in_project publish -c Release --use-current-runtime -o "$work/published" -p:PublishAot=true
# Not 128: the package asks for x86-64-v3 on x64, and the processors of Arm have fused multiply-add in any case.
check "trains as native code" trains "$published" "$([ "$(uname -m)" = x86_64 ] && echo 256 || echo 128)"
check "the same weights everywhere" same_weights 4
