# Children in C# and Visual Basic: the files of children/NAME become NAME.dll, and NAME.exe, which
# starts it, where one of them is Program.cs or Program.vb. Without an SDK there are none, and the
# scenarios that need them say so and are skipped.
#
# The compilers are called as they are: what a project file adds to this is a restore from the net.
if(CMAKE_CROSSCOMPILING)
    set(LIFELINE_DOTNET "${PROJECT_SOURCE_DIR}/build/third_party/dotnet/dotnet.exe")
else()
    find_program(LIFELINE_DOTNET dotnet NO_CACHE)
endif()
find_package(Python3 COMPONENTS Interpreter)
if(EXISTS "${LIFELINE_DOTNET}" AND Python3_FOUND)
    cmake_path(GET LIFELINE_DOTNET PARENT_PATH sdk)
    file(GLOB compilers "${sdk}/sdk/*/Roslyn/bincore")
    file(GLOB runtimes "${sdk}/shared/Microsoft.NETCore.App/*")
    file(GLOB templates "${sdk}/sdk/*/AppHostTemplate/apphost.exe")
    foreach(list IN ITEMS compilers runtimes templates)
        list(SORT ${list} COMPARE NATURAL)
    endforeach()
endif()
if(NOT compilers OR NOT runtimes OR NOT templates)
    message(STATUS "No .NET SDK: the children in C# and Visual Basic are not built")
    return()
endif()
list(GET compilers -1 compilers)
list(GET runtimes -1 runtime)
list(GET templates -1 template)
cmake_path(GET runtime FILENAME version)

# What their sources use, out of some 150 assemblies.
set(references mscorlib netstandard Microsoft.VisualBasic Microsoft.Win32.Primitives
    System.Collections System.ComponentModel.Primitives System.Console
    System.Diagnostics.Process System.IO.MemoryMappedFiles System.IO.Pipes System.Linq
    System.Private.CoreLib System.Runtime System.Runtime.Extensions
    System.Runtime.InteropServices System.Text.Encoding.Extensions System.Threading
    System.Threading.Tasks System.Threading.Thread)
list(TRANSFORM references REPLACE "(.+)" "-r:${runtime}/\\1.dll")

set(cs_compiler csc.dll -nostdlib+ -unsafe-)
set(vb_compiler vbc.dll -optioninfer+ "-define:_MYTYPE=\\\"Empty\\\"" "-sdkpath:${runtime}"
    "-vbruntime:${runtime}/Microsoft.VisualBasic.dll"
    -imports:Microsoft.VisualBasic,System,System.Collections.Generic,System.Linq)

set(children "${CMAKE_BINARY_DIR}/children")
set(LIFELINE_ASSEMBLIES "")

# The lists that C and .NET have in common, in C#: kit/link/dotnet_main.c writes them.
set(LIFELINE_LISTS "${children}/Protocol.cs")
lifeline_add_program(link_dotnet_main link "${PROJECT_SOURCE_DIR}/kit/link/dotnet_main.c")
add_custom_command(OUTPUT "${LIFELINE_LISTS}"
    COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:link_dotnet_main> > "${LIFELINE_LISTS}"
    DEPENDS link_dotnet_main VERBATIM)

# lifeline_add_assembly(NAME USES...): USES are other assemblies of ours.
function(lifeline_add_assembly name)
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
         "${PROJECT_SOURCE_DIR}/children/${name}/*.cs" "${PROJECT_SOURCE_DIR}/children/${name}/*.vb")
    if(name STREQUAL lifeline_dotnet)
        list(APPEND sources "${LIFELINE_LISTS}")
    endif()
    set(language cs)
    set(kind library)
    foreach(source IN LISTS sources)
        cmake_path(GET source EXTENSION extension)
        string(SUBSTRING "${extension}" 1 -1 language)
        if(source MATCHES "/Program\\.(cs|vb)$")
            set(kind exe)
        endif()
    endforeach()
    set(used ${references})
    # What Visual Studio's projects for windows import in Visual Basic.
    if(seed1_window IN_LIST ARGN AND language STREQUAL vb)
        list(APPEND used "-imports:System.Windows,System.Windows.Controls")
    endif()
    set(waits "")
    foreach(other IN LISTS ARGN)
        list(APPEND used "-r:${children}/${other}.dll")
        list(APPEND waits "${children}/${other}.dll")
    endforeach()
    set(assembly "${children}/${name}.dll")
    list(GET ${language}_compiler 0 compiler)
    list(SUBLIST ${language}_compiler 1 -1 flags)
    add_custom_command(
        OUTPUT "${assembly}"
        COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} "${LIFELINE_DOTNET}" "${compilers}/${compiler}"
                -noconfig -nologo -optimize+ -deterministic+ ${flags}
                "-target:${kind}" "-out:${assembly}" ${used} ${sources}
        DEPENDS ${sources} ${waits}
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        COMMENT "Compiling ${name}" VERBATIM)
    set(made "${assembly}")
    if(kind STREQUAL exe)
        set(program "${children}/${name}.exe")
        add_custom_command(
            OUTPUT "${program}"
            COMMAND "${Python3_EXECUTABLE}" ci/apphost "${template}" "${name}.dll" "${program}"
            DEPENDS ci/apphost "${template}" WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" VERBATIM)
        set(settings "${children}/${name}.runtimeconfig.json")
        file(CONFIGURE OUTPUT "${settings}" CONTENT
[[{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "@version@"}}}
]] @ONLY)
        list(APPEND made "${program}")
    endif()
    add_custom_target(child_${name} ALL DEPENDS ${made})
endfunction()

# They stand beside each other and find the probe's DLL there.
add_custom_command(OUTPUT "${children}/lifeline_probe.dll"
    COMMAND "${CMAKE_COMMAND}" -E copy $<TARGET_FILE:lifeline_probe> "${children}/lifeline_probe.dll"
    DEPENDS lifeline_probe VERBATIM)
add_custom_target(child_lifeline_probe ALL DEPENDS "${children}/lifeline_probe.dll")

lifeline_add_assembly(lifeline_dotnet)
lifeline_add_assembly(seed1_window lifeline_dotnet)
lifeline_add_assembly(seed1_cs seed1_window lifeline_dotnet)
lifeline_add_assembly(seed1_vb seed1_window lifeline_dotnet)
lifeline_add_assembly(cs_child lifeline_dotnet)
lifeline_add_assembly(vb_child lifeline_dotnet)

# children/unprobed has the children once more, without the probe. All of it is in lifeline_dotnet, so
# no other assembly is compiled again.
set(unprobed "${children}/unprobed")
file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/children/lifeline_dotnet/*.cs")
list(GET cs_compiler 0 compiler)
list(SUBLIST cs_compiler 1 -1 flags)
add_custom_command(
    OUTPUT "${unprobed}/lifeline_dotnet.dll"
    COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} "${LIFELINE_DOTNET}" "${compilers}/${compiler}"
            -noconfig -nologo -optimize+ -deterministic+ ${flags} -define:LIFELINE_OFF
            -target:library "-out:${unprobed}/lifeline_dotnet.dll" ${references} ${sources}
            "${LIFELINE_LISTS}"
    DEPENDS ${sources} "${LIFELINE_LISTS}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Compiling lifeline_dotnet without the probe" VERBATIM)
set(made "${unprobed}/lifeline_dotnet.dll")
foreach(file cs_child.dll cs_child.exe vb_child.dll vb_child.exe seed1_cs.dll seed1_cs.exe
        seed1_vb.dll seed1_vb.exe seed1_window.dll)
    add_custom_command(
        OUTPUT "${unprobed}/${file}"
        COMMAND "${CMAKE_COMMAND}" -E copy "${children}/${file}" "${unprobed}/${file}"
        DEPENDS "${children}/${file}" VERBATIM)
    list(APPEND made "${unprobed}/${file}")
    if(file MATCHES "(.*)[.]exe$")
        file(CONFIGURE OUTPUT "${unprobed}/${CMAKE_MATCH_1}.runtimeconfig.json" CONTENT
[[{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "@version@"}}}
]] @ONLY)
    endif()
endforeach()
add_custom_target(unprobed_dotnet ALL DEPENDS ${made})

lifeline_add_assembly(lifeline_dotnet_test lifeline_dotnet)
lifeline_add_proved_test(unit/children/lifeline_dotnet
    "^\\[  PASSED  \\] [1-9][0-9]* test\\(s\\)\\.$"
    ${CMAKE_CROSSCOMPILING_EMULATOR} "${children}/lifeline_dotnet_test.exe")
set_tests_properties(unit/children/lifeline_dotnet PROPERTIES
                     FAIL_REGULAR_EXPRESSION "\\[  FAILED  \\]")
if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux AND TARGET lifeline)
    lifeline_add_proved_test(check/package/csharp "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-package" "${CMAKE_BINARY_DIR}" csharp)
endif()
lifeline_add_proved_test(check/dotnet-lists "^[1-9][0-9]* checks, 0 violations$"
    "${PROJECT_SOURCE_DIR}/ci/check-dotnet-lists" "${CMAKE_C_COMPILER}" "${CMAKE_BINARY_DIR}")
