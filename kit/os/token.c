#include "kit/os/token.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"
#include "kit/os/win32.h"

#include <aclapi.h>
#include <stdlib.h>

#define RIGHTS (TOKEN_DUPLICATE | TOKEN_ASSIGN_PRIMARY | TOKEN_QUERY | TOKEN_ADJUST_DEFAULT)

/* Functions of advapi32.dll, which is loaded only when a token is made: every program of the
 * kit would start later with it. */
#define TOKEN_FUNCTIONS(X)                                                                     \
    X(OpenProcessToken, BOOL, (HANDLE, DWORD, HANDLE *))                                       \
    X(GetTokenInformation, BOOL, (HANDLE, TOKEN_INFORMATION_CLASS, void *, DWORD, DWORD *))    \
    X(SetTokenInformation, BOOL, (HANDLE, TOKEN_INFORMATION_CLASS, void *, DWORD))             \
    X(AllocateAndInitializeSid, BOOL,                                                          \
      (SID_IDENTIFIER_AUTHORITY *, BYTE, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD,      \
       DWORD, PSID *))                                                                         \
    X(FreeSid, void *, (PSID))                                                                 \
    X(CreateRestrictedToken, BOOL,                                                             \
      (HANDLE, DWORD, DWORD, SID_AND_ATTRIBUTES *, DWORD, LUID_AND_ATTRIBUTES *, DWORD,        \
       SID_AND_ATTRIBUTES *, HANDLE *))                                                        \
    X(SetEntriesInAclW, DWORD, (ULONG, EXPLICIT_ACCESS_W *, ACL *, ACL **))

struct token_functions {
#define X(name, result, arguments) result(WINAPI *name) arguments;
    TOKEN_FUNCTIONS(X)
#undef X
};

typedef void (*any_function)(void);

static bool find_functions(struct token_functions *out)
{
    HMODULE library = LoadLibraryW(L"advapi32.dll");
    bool all = library != NULL;
#define X(name, result, arguments)                                                             \
    out->name = library                                                                        \
                    ? (result(WINAPI *) arguments)(any_function)GetProcAddress(library, #name) \
                    : NULL;                                                                    \
    all = all && out->name;
    TOKEN_FUNCTIONS(X)
#undef X
    return all;
}

static bool group(const struct token_functions *of, DWORD alias, PSID *out)
{
    SID_IDENTIFIER_AUTHORITY authority = {SECURITY_NT_AUTHORITY};
    return of->AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID, alias, 0, 0,
                                        0, 0, 0, 0, out) != 0;
}

/* A part of what a token says of itself; to be free()d. */
static void *token_part(const struct token_functions *of, HANDLE token,
                        TOKEN_INFORMATION_CLASS which)
{
    DWORD size = 0;
    of->GetTokenInformation(token, which, NULL, 0, &size);
    void *part = size > 0 ? calloc(1, size) : NULL;
    if (part && of->GetTokenInformation(token, which, part, size, &size))
        return part;
    free(part);
    return NULL;
}

/*
 * What an administrator makes can be opened by administrators only, unless the maker says
 * otherwise. The process with the new token is none, and could not open what it made itself.
 */
static bool let_user_open(const struct token_functions *of, HANDLE token)
{
    TOKEN_USER *user = token_part(of, token, TokenUser);
    TOKEN_DEFAULT_DACL *usual = token_part(of, token, TokenDefaultDacl);
    TOKEN_DEFAULT_DACL with_user = {NULL};
    EXPLICIT_ACCESS_W access = {.grfAccessPermissions = GENERIC_ALL,
                                .grfAccessMode = GRANT_ACCESS};
    access.Trustee.TrusteeForm = TRUSTEE_IS_SID;
    access.Trustee.TrusteeType = TRUSTEE_IS_USER;
    access.Trustee.ptstrName = user ? (LPWSTR)user->User.Sid : NULL;
    bool well =
        user && usual &&
        of->SetEntriesInAclW(1, &access, usual->DefaultDacl, &with_user.DefaultDacl) ==
            ERROR_SUCCESS &&
        of->SetTokenInformation(token, TokenDefaultDacl, &with_user, sizeof with_user) != 0;
    if (with_user.DefaultDacl)
        LocalFree(with_user.DefaultDacl);
    free(usual);
    free(user);
    return well;
}

enum kit_status os_token_restricted(void **out, struct kit_error *err)
{
    struct token_functions of;
    HANDLE own = NULL, made = NULL;
    PSID administrators = NULL, power_users = NULL;
    enum kit_status status = KIT_OK;
    bool well = find_functions(&of) && of.OpenProcessToken(GetCurrentProcess(), RIGHTS, &own) &&
                group(&of, DOMAIN_ALIAS_RID_ADMINS, &administrators) &&
                group(&of, DOMAIN_ALIAS_RID_POWER_USERS, &power_users);
    SID_AND_ATTRIBUTES without[] = {{administrators, 0}, {power_users, 0}};
    well = well && of.CreateRestrictedToken(own, DISABLE_MAX_PRIVILEGE, 2, without, 0, NULL, 0,
                                            NULL, &made);
    if (!well)
        status = os_fail(err, "CreateRestrictedToken", GetLastError());
    else if (!let_user_open(&of, made))
        status = os_fail(err, "SetTokenInformation", GetLastError());
    if (administrators)
        of.FreeSid(administrators);
    if (power_users)
        of.FreeSid(power_users);
    os_close(&own);
    if (status != KIT_OK)
        os_close(&made);
    *out = made;
    return status;
}
